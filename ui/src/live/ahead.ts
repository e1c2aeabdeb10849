// What will probably be read next is fetched while nothing else is to do, so that it is there when its channel is opened.
import { openTimeline } from "~/features/posts/posts.actions";
import { quiet } from "~/lib/drawn";
import { isUnread, mentionCount, myChannels } from "~/model/channels";
import { link } from "~/model/link";
import { timeline } from "~/model/posts";
import { currentTeamId } from "~/model/teams";

/** How many channels: more would be kept without being looked at. */
const MOST = 5;

/** Fetches the unread channels of the team on screen, those with mentions and the liveliest first, one after another. */
export async function readAhead(): Promise<void> {
  for (const { id } of wanted()) {
    await quiet();
    if (link() !== "online") return;
    if (!timeline(id)) await openTimeline(id);
  }
}

const wanted = () => myChannels()
  .filter((each) => ["", currentTeamId()].includes(each.team_id) && isUnread(each.id) && !timeline(each.id))
  .sort((a, b) => mentionCount(b.id) - mentionCount(a.id) || b.last_post_at - a.last_post_at)
  .slice(0, MOST);
