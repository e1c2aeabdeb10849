// What waits for me beyond the place on screen: channels and threads counted together, in a team or everywhere.
import { teamUnread, totalMentions } from "./channels";
import { currentTeamId, myTeams } from "./teams";
import { teamThreads, unreadThreads } from "./threads";

/** What waits in a team that is not on screen. What is said in conversations belongs to no team. */
export function waitsIn(teamId: string): { mentions: number; isUnread: boolean } {
  const channels = teamUnread(teamId);
  const threads = teamThreads(teamId);
  return { mentions: channels.mentions + threads.mentions, isUnread: channels.isUnread || threads.threads > 0 };
}

const others = () => myTeams().filter((team) => team.id !== currentTeamId());

/** Does anything wait in another team? */
export const othersWait = (): boolean => others().some((team) => waitsIn(team.id).isUnread);

/** How often I was called, everywhere. The threads of the team on screen are counted with those of conversations. */
export const allMentions = (): number =>
  totalMentions() + unreadThreads(currentTeamId()).mentions + others().reduce((sum, team) => sum + teamThreads(team.id).mentions, 0);
