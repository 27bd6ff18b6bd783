// Makes every call of the API once with the generated types, and prints the operationId of
// each. It is for a service whose record may be changed, and takes the token of a publisher.
//
//   node every.js http://127.0.0.1:8080 TOKEN
import createClient from "openapi-fetch";
import type { paths } from "./api";

declare const process: { argv: string[]; exitCode?: number };

const [baseUrl, token] = process.argv.slice(2);
const client = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token}` } });
const rule = "xihe.countersign-reply";
const trigger = "2026-02-09";

// Prints the call, and fails if it was not answered with one of the statuses.
async function made<R extends { response: Response; data?: unknown; error?: unknown }>(operation: string, call: Promise<R>, ...statuses: number[]): Promise<R> {
  const result = await call;
  if (!statuses.includes(result.response.status)) {
    throw new Error(`${operation}: ${result.response.status} ${JSON.stringify(result.error)}`);
  }
  console.log(operation);
  return result;
}

async function deadlines() {
  await made("getDeadline", client.GET("/v1/deadlines", { params: { query: { rule, trigger } } }), 200);
  await made("postDeadline", client.POST("/v1/deadlines", { body: { rule, trigger } }), 200);
  await made("postStatus", client.POST("/v1/deadlines/status", { body: { rule, trigger, at: "2026-02-24" } }), 200);
  await made("postBatch", client.POST("/v1/deadlines/batch", { body: { items: [{ rule, trigger }] } }), 200);
  const triggers = await made("getTriggers", client.GET("/v1/deadlines/latest-trigger", { params: { query: { rule, due: "2026-02-25" } } }), 200);
  if (triggers.data?.latest_trigger === null) throw new Error("there is no trigger");
  const lines = JSON.stringify({ rule, trigger });
  await made("compareDeadlines", client.POST("/v1/deadlines/compare", {
    params: { query: { from: "0" } }, body: lines as never, bodySerializer: (body) => body as unknown as string,
    headers: { "Content-Type": "application/x-ndjson" }, parseAs: "text",
  }), 200);
}

async function tables() {
  const path = { id: "CN" };
  await made("listJurisdictions", client.GET("/v1/jurisdictions"), 200);
  const rules = await made("listRules", client.GET("/v1/rules"), 200);
  await made("getRule", client.GET("/v1/rules/{id}", { params: { path: { id: rules.data!.rules[0].id } } }), 200);
  await made("listCalendars", client.GET("/v1/calendars"), 200);
  await made("getCalendar", client.GET("/v1/calendars/{id}", { params: { path } }), 200);
  await made("listDays", client.GET("/v1/calendars/{id}/days", { params: { path, query: { from: "2026-02-09", to: "2026-02-25" } } }), 200);
  await made("postDays", client.POST("/v1/calendars/{id}/days", { params: { path }, body: { dates: ["2026-02-14"] } }), 200);
  await made("getDay", client.GET("/v1/calendars/{id}/days/{date}", { params: { path: { id: "CN", date: "today" } } }), 200);
  await made("countWorkdays", client.GET("/v1/calendars/{id}/workdays", { params: { path, query: { from: "2026-02-09", to: "2026-02-25" } } }), 200);
  await made("nthWorkday", client.GET("/v1/calendars/{id}/workdays/nth", { params: { path, query: { month: "2026-02", n: -1 } } }), 200);
  await made("addWorkdays", client.GET("/v1/calendars/{id}/add", { params: { path, query: { date: "2026-02-09", workdays: 7 } } }), 200);
  await made("getTable", client.GET("/v1/calendars/{id}/table", { params: { path } }), 200);
}

async function record() {
  await made("listRevisions", client.GET("/v1/calendars/{id}/revisions", { params: { path: { id: "CN" } } }), 200);
  await made("getChanges", client.GET("/v1/changes", { params: { query: { since: "-1", wait: 0 } } }), 200);
  const stop = new AbortController(); // the stream never ends
  await made("streamChanges", client.GET("/v1/changes/stream", { params: { query: { since: "-1" } }, parseAs: "stream", signal: stop.signal }), 200);
  stop.abort();
  await made("getCheckpoint", client.GET("/v1/checkpoint", { parseAs: "text" }), 200);
  await made("getCheckpointOf", client.GET("/v1/checkpoint/{revision}", { params: { path: { revision: 0 } }, parseAs: "text" }), 200);
  await made("getProof", client.GET("/v1/proof", { params: { query: { revision: 0 } } }), 200);
}

// Makes the draft of a withdrawal, and returns its id and tag.
async function draft() {
  const body = { withdraw: "CN-2026", reason: "a test", confirm_past: true };
  const { data, response } = await made("postDraft", client.POST("/v1/admin/drafts", { body }), 201);
  return { id: data!.id, tag: response.headers.get("ETag")! };
}

async function drafts() {
  const other = await draft();
  await made("deleteDraft", client.DELETE("/v1/admin/drafts/{id}", { params: { path: { id: other.id }, header: { "If-Match": other.tag } } }), 204);
  const { id, tag } = await draft();
  const path = { id };
  const tagged = (tag: string) => ({ path, header: { "If-Match": tag } });
  const tagOf = (result: { response: Response }) => result.response.headers.get("ETag")!;
  await made("getDraft", client.GET("/v1/admin/drafts/{id}", { params: { path } }), 200);
  await made("listDrafts", client.GET("/v1/admin/drafts"), 200);
  const said = await made("commentDraft", client.POST("/v1/admin/drafts/{id}/comments", { params: tagged(tag), body: { text: "a word" } }), 200);
  const back = await made("returnDraft", client.POST("/v1/admin/drafts/{id}/return", { params: tagged(tagOf(said)), body: { text: "not yet" } }), 200);
  const saved = await made("putDraft", client.PUT("/v1/admin/drafts/{id}", { params: tagged(tagOf(back)), body: { reason: "another reason", confirm_past: true } }), 200);
  // A check may fail.
  await made("publishDraft", client.POST("/v1/admin/drafts/{id}/publish", { params: tagged(tagOf(saved)), body: { reason: "a test", confirm_past: true } }), 200, 422);
  await made("listNotices", client.GET("/v1/admin/notices"), 200);
  await made("withdrawNotice", client.POST("/v1/admin/notices/{id}/withdraw", { params: { path: { id: "CN-2026" } }, body: { reason: "a test" } }), 200, 404, 409, 422);
  await made("rollback", client.POST("/v1/admin/rollback", { body: { to: 0, reason: "a test", confirm_past: true } }), 200, 409, 422);
  await made("listLog", client.GET("/v1/admin/log"), 200);
  await made("acceptRecord", client.POST("/v1/admin/record/accept", { body: { position: "0.00000000", reason: "a test" } }), 200, 202, 409, 422);
}

async function operations() {
  await made("healthz", client.GET("/healthz"), 200);
  await made("readyz", client.GET("/readyz"), 200);
  await made("metrics", client.GET("/metrics", { parseAs: "text" }), 200, 404); // they may have an address of their own
  await made("getDescription", client.GET("/docs/openapi.json"), 200);
}

async function main() {
  await deadlines();
  await tables();
  await record();
  await drafts();
  await operations();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
