import { expect, it } from "vitest";
import { faultsIn, ready, startOf, type Answers } from "./answers";
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
