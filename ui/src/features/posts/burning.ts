// Where messages that burn once they are read may be written.
import { channel, teammateId } from "~/model/channels";
import { person } from "~/model/people";
import { config, myId } from "~/model/session";

/** May such a message be written here? There has to be somebody else to read it, and no program. */
export function mayBurn(channelId: string, rootId: string): boolean {
  const home = channel(channelId);
  const mate = home?.type === "D" ? teammateId(home) : "";
  return rootId === "" && config.EnableBurnOnRead === "true" && mate !== myId() && !person(mate)?.is_bot;
}
