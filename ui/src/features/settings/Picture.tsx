// My picture: chosen, moved into its square, and only then shown to others.
import { createSignal, onCleanup, Show } from "solid-js";
import { Avatar } from "~/design/Avatar";
import { Button } from "~/design/Button";
import { t } from "~/i18n";
import { displayName } from "~/model/people";
import { me, myId } from "~/model/session";
import { dropPicture, setPicture, sizeOf, squared } from "./account.actions";
import { Crop } from "./Crop";
import { FILLED, type Size, type View } from "./framing";
import { saved } from "./saving";

type Chosen = { file: File; url: string; size: Size };

/** The picture and what can be done with it. */
export function Picture() {
  const [chosen, setChosen] = createSignal<Chosen>();
  const [view, setView] = createSignal<View>(FILLED);
  const [isBroken, setIsBroken] = createSignal(false);
  let input!: HTMLInputElement;

  function forget() {
    const old = chosen();
    if (old) URL.revokeObjectURL(old.url);
    setChosen(undefined);
    setIsBroken(false);
  }
  onCleanup(forget);

  async function choose(file: File | undefined) {
    forget();
    if (!file) return;
    const size = await sizeOf(file).catch(() => undefined);
    setIsBroken(!size);
    setView(FILLED);
    if (size) setChosen({ file, size, url: URL.createObjectURL(file) });
  }

  async function keep() {
    const now = chosen();
    if (now && (await saved(async () => setPicture(await squared(now.file, view()))))) forget();
  }

  return (
    <div class="my-picture">
      <Show when={chosen()} fallback={<Avatar id={myId()} name={displayName(me())} size={64} pictureAt={me()?.last_picture_update} />}>
        {(now) => <Crop url={now().url} size={now().size} view={view()} onView={setView} />}
      </Show>
      <input ref={input} type="file" accept="image/png,image/jpeg,image/gif,image/webp,image/bmp" class="unseen" aria-label={t("settings.picture_choose")} tabindex="-1"
        onChange={() => { void choose(input.files?.[0]); input.value = ""; }} />
      <div class="picture-tools">
        <Show when={isBroken()}><p role="alert" class="fault">{t("settings.picture_broken")}</p></Show>
        <Show when={chosen()} fallback={
          <>
            <Button onClick={() => input.click()}>{t("settings.picture_choose")}</Button>
            <Show when={(me()?.last_picture_update ?? 0) > 0}><Button look="quiet" onClick={() => void saved(dropPicture)}>{t("settings.picture_drop")}</Button></Show>
          </>
        }>
          <p class="part-note">{t("settings.picture_hint")}</p>
          <Button look="primary" onClick={() => void keep()}>{t("settings.picture_use")}</Button>
          <Button onClick={forget}>{t("cancel")}</Button>
        </Show>
      </div>
    </div>
  );
}
