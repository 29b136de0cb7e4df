import { Eta } from "eta";
import { join } from "node:path";

const eta = new Eta({ views: join(process.cwd(), "views") });

export function page(words) {
  return eta.render("menu", words);
}
