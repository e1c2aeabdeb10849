import { expect, it } from "vitest";
import { carriedOver, faultsIn, ready, settled, soFar, startOf, type Answers } from "./answers";
import type { DialogField } from "./attachments.actions";

const NOW = new Date("2026-03-04T15:20:00").getTime();
const field = (facts: Partial<DialogField>): DialogField => ({ name: "x", display_name: "X", type: "text", ...facts });

it.each<[Partial<DialogField>, Answers[string]]>([
  [{ default: "oak" }, "oak"],
  [{ type: "bool", default: "true" }, true],
  [{ type: "bool" }, false],
  [{ type: "select", multiselect: true, default: "oak, ash" }, ["oak", "ash"]],
  [{ type: "select", multiselect: true }, []],
  [{ type: "date", default: "tomorrow" }, "2026-03-05"],
  [{ type: "datetime", default: "+1d" }, "2026-03-05T12:00"],
  [{ type: "datetime", default: "2026-03-09T08:30" }, "2026-03-09T08:30"],
  [{ type: "datetime", default: "soon" }, ""],
])("%o begins with %o", (facts, start) => expect(startOf([field(facts)], NOW)).toEqual({ x: start }));

it.each<[Partial<DialogField>, Answers[string], string | undefined]>([
  [{}, "", "This is needed."],
  [{ optional: true }, "", undefined],
  [{ type: "select", multiselect: true }, [], "This is needed."],
  [{ type: "bool" }, false, undefined],
  [{ min_length: 3 }, "가나", "Use at least 3 characters."],
  [{ subtype: "email" }, "amy@", "This does not look like an e-mail address."],
  [{ subtype: "url" }, "javascript:alert(1)", "This is no address of the web."],
  [{ subtype: "url" }, "https://example.com", undefined],
  [{ type: "date", min_date: "today" }, "2026-03-03", "Not before March 4, 2026."],
  [{ type: "date", max_date: "+1w" }, "2026-03-12", "Not after March 11, 2026."],
  [{ type: "datetime", datetime_config: { min_date: "today" } }, "2026-03-04T09:00", undefined],
])("%o filled in with %o", (facts, value, fault) => expect(faultsIn([field(facts)], { x: value }, NOW).x).toBe(fault));

it.each<[Partial<DialogField>, Answers[string], unknown]>([
  [{}, "가", "가"],
  [{ subtype: "number" }, "3", 3],
  [{ subtype: "number", optional: true }, "", undefined],
  [{ type: "select", multiselect: true }, ["oak"], ["oak"]],
  [{ type: "select", multiselect: true, optional: true }, [], undefined],
  [{ type: "bool", optional: true }, false, false],
  [{ type: "date" }, "2026-03-04", "2026-03-04"],
  [{ type: "datetime" }, "2026-03-04T15:20", new Date("2026-03-04T15:20").toISOString()],
])("%o with %o is sent as %o", (facts, value, sent) => expect(ready([field(facts)], { x: value }).x).toEqual(sent));

it("what is filled in so far is sent with what is empty", () => {
  const fields = [field({ name: "kind", type: "select" }), field({ name: "trees", type: "select", multiselect: true }), field({ name: "logs", subtype: "number" })];
  expect(soFar(fields, { kind: "", trees: [], logs: "3" })).toEqual({ kind: "", trees: "", logs: 3 });
});

const oak = { text: "Oak", value: "oak" };
const ash = { text: "Ash", value: "ash" };

it.each<[Partial<DialogField>, Answers[string], Partial<DialogField>, Answers[string]]>([
  [{}, "lake", {}, "lake"],
  [{}, "lake", { type: "bool" }, false],
  [{ default: "hill" }, "", { default: "hill" }, ""],
  [{}, "", { default: "hill" }, "hill"],
  [{}, "lake", { default: "hill" }, "lake"],
  [{ type: "select", options: [oak] }, "oak", { type: "select", options: [oak, ash] }, "oak"],
  [{ type: "select", options: [oak] }, "oak", { type: "select", options: [ash], default: "ash" }, "ash"],
  [{ type: "select", options: [oak] }, "oak", { type: "select", data_source: "dynamic" }, "oak"],
  [{ type: "select", multiselect: true, options: [oak, ash] }, ["oak", "ash"], { type: "select", multiselect: true, options: [ash] }, ["ash"]],
  [{ type: "select", multiselect: true, options: [oak, ash] }, ["oak"], { type: "select", options: [oak] }, ""],
])("%o filled in with %o that becomes %o holds %o", (before, value, after, held) =>
  expect(carriedOver([field(before)], { x: value }, [field(after)], NOW)).toEqual({ x: held }));

it("a field that stays as it was is the same, whatever it would begin with", () => {
  const [before, after, other] = [field({ name: "kind" }), field({ name: "kind", default: "oak" }), field({ name: "kind", placeholder: "?" })];
  expect(settled([before], [after, other])).toEqual([before, other]);
  expect(settled([before], [after])[0]).toBe(before);
});
