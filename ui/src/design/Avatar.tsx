import { createSignal, Show } from "solid-js";
import { t } from "~/i18n";

/** A face: the picture if there is one, else the first letter on a colour that is always the same for this person. */
export function Avatar(props: {
  id: string; name: string; pictureAt?: number;
  /** In place of the picture of this person: another one, or a character. */
  picture?: string; char?: string; size: 20 | 24 | 36 | 64; presence?: "online" | "away" | "dnd" | "offline";
}) {
  const [isBroken, setIsBroken] = createSignal(false);
  const source = () => props.picture ?? ((props.pictureAt ?? 0) > 0 && !props.char ? `/api/v4/users/${props.id}/image?_=${props.pictureAt}` : undefined);
  const tint = () => [...props.id].reduce((sum, char) => sum + char.charCodeAt(0), 0) % 8;
  return (
    <span class={`avatar s${props.size}`}>
      <span class={`face tint-${tint()}`} aria-hidden="true">
        <Show when={!isBroken() && source()} fallback={props.char ? <span class="glyph">{props.char}</span> : [...props.name][0]?.toLocaleUpperCase()}>
          {(picture) => <img src={picture()} alt="" loading="lazy" referrerpolicy="no-referrer" onError={() => setIsBroken(true)} />}
        </Show>
      </span>
      <Show when={props.presence}>
        {(presence) => <span class={`presence ${presence()}`} role="img" aria-label={t(`presence.${presence()}`)} />}
      </Show>
    </span>
  );
}
