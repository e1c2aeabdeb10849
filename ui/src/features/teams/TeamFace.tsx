import type { Team } from "@mattermost/types/teams";
import { createSignal, Show } from "solid-js";

/** The picture of a team, or its first letter on a colour of its own. */
export function TeamFace(props: { team: Team; size: 24 | 36 | 64 }) {
  const [isBroken, setIsBroken] = createSignal(false);
  const tint = () => [...props.team.id].reduce((sum, char) => sum + char.charCodeAt(0), 0) % 8;
  const drawnAt = () => props.team.last_team_icon_update ?? 0;
  const hasPicture = () => drawnAt() > 0 && !isBroken();
  return (
    <span class={`avatar s${props.size}`} aria-hidden="true">
      {/* The letter is drawn and not written: it is no part of the name of a button that shows it. */}
      <span class={`face tint-${tint()}`} data-letter={hasPicture() ? undefined : [...props.team.display_name][0]?.toLocaleUpperCase()}>
        <Show when={hasPicture()}>
          <img src={`/api/v4/teams/${props.team.id}/image?_=${drawnAt()}`} alt="" onError={() => setIsBroken(true)} />
        </Show>
      </span>
    </span>
  );
}
