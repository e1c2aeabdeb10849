// What I say about myself for a while.
import type { UserProfile } from "@mattermost/types/users";
import { api, errorText } from "~/api/client";
import { toast } from "~/design/Toasts";
import { customStatus, putPeople, type CustomStatus } from "~/model/people";
import { me, preference, setMe } from "~/model/session";

/** Those I used last. */
export function recentStatuses(): CustomStatus[] {
  try {
    return JSON.parse(preference("custom_status", "recent_custom_statuses") ?? "[]") as CustomStatus[];
  } catch {
    return [];
  }
}

/** Says something about me, or takes it back. Answers what is wrong, or an empty text. */
export async function setCustomStatus(status: CustomStatus | undefined): Promise<string> {
  const before = me();
  if (!before) return "";
  show({ ...before, props: { ...before.props, customStatus: status ? JSON.stringify(status) : "" } });
  try {
    await (status ? api.updateCustomStatus(status as never) : api.unsetCustomStatus());
    return "";
  } catch (error) {
    show(before);
    return errorText(error);
  }
}

function show(user: UserProfile): void {
  setMe(user);
  putPeople([user]);
}

/** Forgets one of those I used last. */
export async function forgetStatus(status: CustomStatus): Promise<void> {
  await api.removeRecentCustomStatus(status as never).catch((error: unknown) => toast(errorText(error)));
}

/** What I say about myself now. */
export const myStatus = (): CustomStatus | undefined => customStatus(me());
