import Fastify from "fastify";
import { readFile } from "node:fs/promises";
import { page } from "./page.js";

const languages = ["en", "de"];
const app = Fastify();

app.get("/:language", async (request, reply) => {
  const { language } = request.params;
  if (!languages.includes(language)) return reply.code(404).send({ error: "no such language" });
  const words = JSON.parse(await readFile(new URL(`../locales/${language}.json`, import.meta.url)));
  return reply.type("text/html").send(page(words));
});

process.on("SIGINT", () => app.close().then(() => process.exit(0)));
await app.listen({ port: 3000, host: "0.0.0.0" });
