import { createSignal, Show } from "solid-js";
import { t } from "~/i18n";

/** A face: the picture if there is one, else the first letter on a colour that is always the same for this person. */
export function Avatar(props: {
  id: string; name: string; pictureAt?: number; size: 20 | 24 | 36 | 64; presence?: "online" | "away" | "dnd" | "offline";
}) {
  const [isBroken, setIsBroken] = createSignal(false);
  const tint = () => [...props.id].reduce((sum, char) => sum + char.charCodeAt(0), 0) % 8;
  return (
    <span class={`avatar s${props.size}`}>
      <span class={`face tint-${tint()}`} aria-hidden="true">
        <Show when={(props.pictureAt ?? 0) > 0 && !isBroken()} fallback={[...props.name][0]?.toLocaleUpperCase()}>
          <img src={`/api/v4/users/${props.id}/image?_=${props.pictureAt}`} alt="" loading="lazy" onError={() => setIsBroken(true)} />
        </Show>
      </span>
      <Show when={props.presence}>
        {(presence) => <span class={`presence ${presence()}`} role="img" aria-label={t(`presence.${presence()}`)} />}
      </Show>
    </span>
  );
}
