// Groups that can be called together by one name. All of them are fetched when the first unknown name is read or the first is typed.
import type { Group } from "@mattermost/types/groups";
import { createStore } from "solid-js/store";
import { api } from "~/api/client";

const MOST = 200;
const [groups, setGroups] = createStore<Record<string, Group>>({});
let isAsked = false;

/** Fetches the groups, unless that was done. */
export function loadGroups(): void {
  if (isAsked) return;
  isAsked = true;
  api.getGroups({ q: "", filter_allow_reference: true, page: 0, per_page: MOST, include_member_count: true } as never)
    .then((found) => found.forEach(putGroup))
    .catch(() => void (isAsked = false));
}

/** The group of this name, once it is known. */
export function groupNamed(name: string): Group | undefined {
  loadGroups();
  return groups[name];
}

/** Every group that is known and may be called. */
export const allGroups = (): Group[] => Object.values(groups).filter((each) => each.allow_reference && each.delete_at === 0);

/** Takes a group in. */
export function putGroup(each: Group): void {
  setGroups(each.name, each);
}
