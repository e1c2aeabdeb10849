import { For, Show } from "solid-js";
import { Avatar } from "~/design/Avatar";
import { Glyph } from "~/design/Glyph";
import { Icon } from "~/design/Icon";
import { t } from "~/i18n";
import { displayName } from "~/model/people";
import type { Offer } from "./completion";

/** The list of what can be taken for the word being written. The field keeps the focus and tells which one is meant. */
export function Completion(props: { id: string; offers: Offer[]; at: number; onPoint: (at: number) => void; onTake: (offer: Offer) => void }) {
  return (
    <ul class="list completion" role="listbox" id={props.id} aria-label={t("completion")}>
      <For each={props.offers}>
        {(offer, index) => (
          // Pressing must not take the focus from the field: the caret stands where the word is.
          <li role="option" id={`${props.id}-${index()}`} class="list-row" aria-selected={index() === props.at}
            onPointerMove={() => props.onPoint(index())} onPointerDown={(event) => event.preventDefault()} onClick={() => props.onTake(offer)}>
            <Show when={offer.user} fallback={<span class="offer-sign" aria-hidden="true">{offer.char || offer.picture ? <Glyph name={offer.label} char={offer.char} picture={offer.picture} isSilent /> : <Icon name={offer.channel ? (offer.channel.type === "P" ? "lock" : "hash") : offer.label.startsWith("/") ? "code" : "people"} size={18} />}</span>}>
              {(user) => <Avatar id={user().id} name={displayName(user())} size={24} pictureAt={user().last_picture_update} />}
            </Show>
            <strong class="cut">{offer.label}</strong>
            <small class="cut">{offer.note}</small>
          </li>
        )}
      </For>
    </ul>
  );
}
