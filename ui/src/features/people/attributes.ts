// What this house wants to know about its people beyond their names: fields that an administrator has made, and their values.
import type { UserPropertyField } from "@mattermost/types/properties";
import { api } from "~/api/client";

/** One line of a card. */
export type Attribute = { name: string; value: string };
type Option = { id: string; name: string };

let fields: Promise<UserPropertyField[]> | undefined;

/** Asked once; again after a failure. */
function loadFields(): Promise<UserPropertyField[]> {
  fields ??= api.getCustomProfileAttributeFields().catch(() => {
    fields = undefined;
    return [];
  });
  return fields;
}

/** What somebody has told, in the order of the fields. */
export async function loadAttributes(userId: string): Promise<Attribute[]> {
  const all = (await loadFields()).filter((field) => field.attrs?.visibility !== "hidden");
  if (all.length === 0) return [];
  const values: Record<string, unknown> = await api.getUserCustomProfileAttributesValues(userId);
  return all
    .sort((a, b) => (a.attrs?.sort_order ?? 0) - (b.attrs?.sort_order ?? 0))
    .map((field) => ({ name: field.name, value: worded(values[field.id], (field.attrs?.options ?? []) as Option[]) }))
    .filter(({ value }) => value !== "");
}

/** A stored value in words: choices are stored by their ids. */
export function worded(value: unknown, options: readonly Option[]): string {
  if (Array.isArray(value)) return value.map((each) => worded(each, options)).filter(Boolean).join(", ");
  const text = typeof value === "string" ? value : "";
  return options.find((option) => option.id === text)?.name ?? text;
}
