// Asks for one deadline and for a batch. api.d.ts is made by openapi-typescript of the
// service's own /docs/openapi.json.
//
//   node client.js http://127.0.0.1:8080
import createClient from "openapi-fetch";
import type { components, paths } from "./api";

declare const process: { argv: string[]; exitCode?: number };

type BatchResult = components["schemas"]["BatchResult"];

const matters: components["schemas"]["BatchItem"][] = [
  { ref: "A-17", rule: "xihe.countersign-reply", trigger: "2026-02-09" },
  { ref: "A-18", rule: "tiexi.absence-approver", days: 2 },
  { ref: "A-19", rule: "no.such-rule", trigger: "2026-02-09" },
];

// What an item of a batch came to: its problem, its day, or what there is in its place.
function result(item: BatchResult): string | undefined {
  if ("code" in item) return item.code;
  if ("due" in item) return item.due;
  return "approver_side" in item ? item.approver_side : undefined;
}

async function main(baseUrl: string) {
  const client = createClient<paths>({ baseUrl, headers: { "Accept-Language": "en" } });

  const one = await client.GET("/v1/deadlines", {
    params: { query: { rule: "xihe.countersign-reply", trigger: "2026-02-09", trace: false } },
  });
  if (one.error) throw new Error(one.error.code);
  // It may also be text, for who asks for that, or have no due day, by the rule's shape.
  if (typeof one.data === "object" && "due" in one.data) console.log("due", one.data.due, one.data.certainty);

  const batch = await client.POST("/v1/deadlines/batch", { body: { items: matters } });
  if (batch.error) throw new Error(batch.error.code);
  if (!("results" in batch.data)) throw new Error("not what a batch of JSON is answered with");
  for (const item of batch.data.results) console.log("ref" in item ? item.ref : "", result(item));

  const wrong = await client.GET("/v1/deadlines", {
    params: { query: { rule: "xihe.countersign-reply", trigger: "yesterday" } },
  });
  if (wrong.error) console.log("refused", wrong.error.code);
}

main(process.argv[2]).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
