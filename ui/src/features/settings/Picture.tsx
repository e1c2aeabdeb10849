// My picture: chosen, looked at as a square, and only then shown to others.
import { createSignal, onCleanup, Show } from "solid-js";
import { Avatar } from "~/design/Avatar";
import { Button } from "~/design/Button";
import { t } from "~/i18n";
import { displayName } from "~/model/people";
import { me, myId } from "~/model/session";
import { dropPicture, setPicture, squared, type Cut } from "./account.actions";
import { Pick } from "./parts";
import { saved } from "./saving";

/** The picture and what can be done with it. */
export function Picture() {
  const [file, setFile] = createSignal<File>();
  const [cut, setCut] = createSignal<Cut>("fill");
  const [preview, setPreview] = createSignal<{ blob: Blob; url: string }>();
  const [isBroken, setIsBroken] = createSignal(false);
  let input!: HTMLInputElement;

  const forget = () => {
    const old = preview();
    if (old) URL.revokeObjectURL(old.url);
    setPreview(undefined);
  };
  onCleanup(forget);

  async function draw(chosen: File | undefined, how: Cut) {
    forget();
    setFile(chosen);
    setCut(how);
    if (!chosen) return;
    const blob = await squared(chosen, how).catch(() => undefined);
    setIsBroken(!blob);
    if (blob) setPreview({ blob, url: URL.createObjectURL(blob) });
  }

  async function keep() {
    const now = preview();
    if (now && (await saved(() => setPicture(now.blob)))) void draw(undefined, "fill");
  }

  return (
    <div class="picture">
      <Show when={preview()} fallback={<Avatar id={myId()} name={displayName(me())} size={64} pictureAt={me()?.last_picture_update} />}>
        {(now) => <img class="picture-preview" src={now().url} alt={t("settings.picture_preview")} width="96" height="96" />}
      </Show>
      <input ref={input} type="file" accept="image/png,image/jpeg,image/gif,image/webp,image/bmp" class="unseen" aria-label={t("settings.picture_choose")} tabindex="-1"
        onChange={() => { void draw(input.files?.[0], "fill"); input.value = ""; }} />
      <div class="picture-tools">
        <Show when={isBroken()}><p role="alert" class="fault">{t("settings.picture_broken")}</p></Show>
        <Show when={preview()} fallback={
          <>
            <Button onClick={() => input.click()}>{t("settings.picture_choose")}</Button>
            <Show when={(me()?.last_picture_update ?? 0) > 0}><Button look="quiet" onClick={() => void saved(dropPicture)}>{t("settings.picture_drop")}</Button></Show>
          </>
        }>
          <Pick label={t("settings.picture_cut")} value={cut()} options={[["fill", t("settings.picture_fill")], ["fit", t("settings.picture_fit")]]} onPick={(how) => void draw(file(), how)} />
          <Button look="primary" onClick={() => void keep()}>{t("settings.picture_use")}</Button>
          <Button onClick={() => void draw(undefined, "fill")}>{t("cancel")}</Button>
        </Show>
      </div>
    </div>
  );
}
