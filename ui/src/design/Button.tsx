import { Show, splitProps, type JSX } from "solid-js";
import { Icon, type IconName } from "./Icon";

/** A button with words. While `isBusy` it shows that it works and cannot be pressed twice. */
export function Button(
  props: JSX.ButtonHTMLAttributes<HTMLButtonElement> & { look?: "primary" | "danger" | "quiet"; icon?: IconName; wide?: boolean; isBusy?: boolean },
) {
  const [own, rest] = splitProps(props, ["look", "icon", "wide", "isBusy", "children", "class", "disabled"]);
  return (
    <button type="button" {...rest} class={`button ${own.look ?? ""} ${own.wide ? "wide" : ""} ${own.class ?? ""}`}
      disabled={own.disabled || own.isBusy} aria-busy={own.isBusy}>
      <Show when={own.isBusy} fallback={<Show when={own.icon}>{(name) => <Icon name={name()} size={18} />}</Show>}>
        <Spinner />
      </Show>
      {own.children}
    </button>
  );
}

/** A button that is only a picture; `label` is its name for everybody who cannot see or guess it. */
export function IconButton(props: JSX.ButtonHTMLAttributes<HTMLButtonElement> & { label: string; icon: IconName; size?: number; filled?: boolean }) {
  const [own, rest] = splitProps(props, ["label", "icon", "size", "class", "filled"]);
  return (
    <button type="button" aria-label={own.label} title={own.label} {...rest} class={`icon-button ${own.class ?? ""}`}>
      <Icon name={own.icon} size={own.size} filled={own.filled} />
    </button>
  );
}

/** Something is being waited for. */
export function Spinner() {
  return <span class="spinner" aria-hidden="true" />;
}
