// What the page needs before it can show a channel, in one answer of the server: calls that it holds the answers of do not go out.
import type { UserProfile } from "@mattermost/types/users";

type Answers = Record<string, unknown>;
type Presence = { user_id: string; status: string; dnd_end_time?: number };

declare global {
  interface Window {
    /** Asked before the page's own code was here, by worker/early.js. */
    hearthOpening?: Promise<Response | undefined>;
  }
}

let answers: Promise<Answers> | undefined;

/** Asks for what an address of the page opens with. From now on calls wait for it, until it is closed again. */
export function askOpening(address: string): void {
  const early = window.hearthOpening;
  delete window.hearthOpening;
  // Whatever goes wrong here, the calls themselves will say so.
  answers = (early ?? fetch(`/hearth/opening?address=${encodeURIComponent(address)}`)).then(read).catch(() => ({}));
}

const read = async (answer: Response | undefined): Promise<Answers> => (answer?.ok ? ((await answer.json()) as Answers) : {});

/** Calls go to the server again. */
export const closeOpening = (): void => void (answers = undefined);

/** The answer to a `GET` of a path below /api/v4, once, if it is held here. */
export async function takeAnswer(path: string): Promise<unknown> {
  const held = await answers;
  const answer = held?.[path];
  if (held) delete held[path];
  return answer;
}

/** Those who wrote what is shown first, and how they are doing. */
export async function takePeople(): Promise<{ people: UserProfile[]; presences: Presence[] }> {
  const [people = [], presences = []] = [await takeAnswer("/users/ids"), await takeAnswer("/users/status/ids")];
  return { people: people as UserProfile[], presences: presences as Presence[] };
}
