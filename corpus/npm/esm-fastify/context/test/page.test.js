import { test } from "node:test";
import assert from "node:assert/strict";
import { page } from "../src/page.js";

test("a page lists its dishes", () => {
  assert.match(page({ title: "x", dishes: ["tea"] }), /<li>tea<\/li>/);
});
