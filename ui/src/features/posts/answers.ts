// What a program's form holds: how its fields begin, what is wrong with what was filled in, and what of it is sent.
import { language, t } from "~/i18n";
import "~/i18n/rooms/forms";
import "~/i18n/rooms/posts";
import { emailFault } from "~/lib/forms";
import { safeHref } from "~/lib/markdown";
import { dayFrom, fromField, toField } from "~/lib/moments";
import type { DialogField } from "./attachments.actions";

/** What is filled in, by the names of the fields. Dates and times are as their fields hold them. */
export type Answers = Record<string, string | boolean | string[]>;

const isYes = (value: unknown) => value === true || value === "true";
const isEmpty = (value: Answers[string] | undefined) => value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** What the fields hold before anybody has touched them. */
export const startOf = (fields: DialogField[], now: number): Answers => Object.fromEntries(fields.map((field) => [field.name, startOfOne(field, now)]));

function startOfOne(field: DialogField, now: number): Answers[string] {
  const given = field.default ?? "";
  if (field.type === "bool") return isYes(given);
  if (field.multiselect) return given.split(",").map((each) => each.trim()).filter(Boolean);
  if (field.type === "date") return dayFrom(given, now);
  if (field.type !== "datetime") return given;
  const moment = Date.parse(given);
  // A day alone means its noon.
  const day = given.includes("T") ? "" : dayFrom(given, now);
  return day ? `${day}T12:00` : Number.isNaN(moment) ? "" : toField(moment);
}

/** The days between which a field can be filled in; empty where there is no end. */
export const spanOf = (field: DialogField, now: number): { from: string; until: string } => ({
  from: dayFrom(field.datetime_config?.min_date || field.min_date || "", now), until: dayFrom(field.datetime_config?.max_date || field.max_date || "", now),
});

/** What is wrong, by the names of the fields. */
export const faultsIn = (fields: DialogField[], answers: Answers, now: number): Record<string, string> =>
  Object.fromEntries(fields.map((field) => [field.name, faultOf(field, answers[field.name], now)]).filter(([, fault]) => fault !== ""));

function faultOf(field: DialogField, value: Answers[string] | undefined, now: number): string {
  if (field.type === "bool") return "";
  if (isEmpty(value)) return field.optional ? "" : t("fault.required");
  const text = String(value);
  if (field.type === "date" || field.type === "datetime") return daysFault(text.slice(0, 10), spanOf(field, now));
  if (field.type !== "text" && field.type !== "textarea") return "";
  if ([...text].length < (field.min_length ?? 0)) return t("fault.password.short", { min: field.min_length as number });
  if (field.subtype === "email" && emailFault(text)) return t("fault.email");
  return field.subtype === "url" && !safeHref(text) ? t("dialog.no_link") : "";
}

function daysFault(day: string, { from, until }: { from: string; until: string }): string {
  if (from && day < from) return t("dialog.from", { day: dayText(from) });
  return until && day > until ? t("dialog.until", { day: dayText(until) }) : "";
}

const dayText = (day: string) => new Intl.DateTimeFormat(language(), { dateStyle: "long" }).format(new Date(`${day}T12:00`));

/** What is sent: numbers as numbers, moments with their zone, texts composed; what may be left out and was is left out. */
export const ready = (fields: DialogField[], answers: Answers): Record<string, unknown> =>
  Object.fromEntries(fields.flatMap((field) => {
    const value = answers[field.name];
    return isEmpty(value) && field.optional ? [] : [[field.name, readyOne(field, value)]];
  }));

/** What is filled in so far, right or wrong: what is empty is an empty text. */
export const soFar = (fields: DialogField[], answers: Answers): Record<string, unknown> =>
  Object.fromEntries(fields.map((field) => [field.name, isEmpty(answers[field.name]) ? "" : readyOne(field, answers[field.name])]));

/** How a form begins that takes the place of another: what was filled in stays, where a field of that name can still hold it. */
export function carriedOver(before: DialogField[], answers: Answers, fields: DialogField[], now: number): Answers {
  const kept = fields.flatMap((field) => {
    const earlier = before.find((each) => each.name === field.name && each.type === field.type && !each.multiselect === !field.multiselect);
    const value = earlier && stillChosen(field, answers[field.name]);
    return value === undefined || (isEmpty(value) && earlier?.default !== field.default) ? [] : [[field.name, value]];
  });
  return { ...startOf(fields, now), ...Object.fromEntries(kept) };
}

/** What remains of what was chosen, of a list that may have become another. */
function stillChosen(field: DialogField, value: Answers[string] | undefined): Answers[string] | undefined {
  if (isEmpty(value) || field.data_source || (field.type !== "select" && field.type !== "radio")) return value;
  const isThere = (each: unknown) => field.options?.some((option) => option.value === each);
  return Array.isArray(value) ? value.filter(isThere) : isThere(value) ? value : undefined;
}

const bare = (field: DialogField) => JSON.stringify({ ...field, default: "" });

/** The fields of a form that takes the place of another. Those that stay as they were are the same, so that nobody is interrupted in them. */
export const settled = (before: DialogField[], fields: DialogField[]): DialogField[] =>
  fields.map((field) => before.find((each) => bare(each) === bare(field)) ?? field);

function readyOne(field: DialogField, value: Answers[string] | undefined): unknown {
  if (typeof value !== "string" || value === "") return value;
  if (field.type === "datetime") return new Date(fromField(value)).toISOString();
  return field.subtype === "number" ? Number(value) : value.normalize("NFC");
}
