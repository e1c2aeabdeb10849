// How this person wants to be told of messages, from the account and from each channel.
import type { Channel } from "@mattermost/types/channels";
import { isMuted, membership } from "./channels";
import type { Names, Rules } from "./notices";
import { presenceOf } from "./people";
import { me, myId } from "./session";

type Level = Rules["level"];
const level = (value: string | undefined, otherwise: Level): Level => (value === "all" || value === "mention" || value === "none" ? value : otherwise);

/** The rules for a channel. */
export function rulesFor(channel: Channel | undefined, isLooking: boolean): Rules {
  const mine = me()?.notify_props;
  const own = channel && membership(channel.id)?.notify_props;
  return {
    level: level(own?.desktop, level(mine?.desktop, "mention")),
    threads: level(own?.desktop_threads, level(mine?.desktop_threads, "all")),
    isMuted: channel !== undefined && isMuted(channel.id),
    isDisturbable: presenceOf(myId()) !== "dnd",
    isLooking,
  };
}

/** The words that call for me. */
export function myNames(): Names {
  const user = me();
  const props = user?.notify_props;
  return {
    username: user?.username ?? "",
    firstName: props?.first_name === "true" ? (user?.first_name ?? "") : "",
    keywords: (props?.mention_keys ?? "").split(",").map((key) => key.trim()).filter((key) => key !== "" && key !== `@${user?.username}`),
    everybody: props?.channel !== "false",
  };
}
