// The settings: pages on the left, one of them on the right. Every change is saved at once.
import { createEffect, For, on, Show, type Component } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Dialog } from "~/design/Dialog";
import { Icon } from "~/design/Icon";
import { t } from "~/i18n";
import "~/i18n/rooms/forms";
import "~/i18n/rooms/palette";
import "~/i18n/rooms/settings";
import { AdvancedPage } from "./AdvancedPage";
import { AppearancePage } from "./AppearancePage";
import { LanguagePage } from "./LanguagePage";
import { NotificationsPage } from "./NotificationsPage";
import { ProfilePage } from "./ProfilePage";
import { quiet, saving } from "./saving";
import { SecurityPage } from "./SecurityPage";
import { SidebarPage } from "./SidebarPage";
import "./settings.css";

const PAGES = {
  profile: ProfilePage, security: SecurityPage, notifications: NotificationsPage, appearance: AppearancePage, language: LanguagePage,
  sidebar: SidebarPage, advanced: AdvancedPage,
} satisfies Record<string, Component>;
/** The name of a page. */
export type PageName = keyof typeof PAGES;

/** The window with all settings. */
export function SettingsDialog(props: { isOpen: boolean; page: PageName; onPage: (page: PageName) => void; onClose: () => void }) {
  createEffect(on(() => [props.page, props.isOpen], quiet));
  let page: HTMLDivElement | undefined;
  // Each page begins at its top.
  createEffect(on(() => props.page, () => page?.scrollTo(0, 0)));
  // What was pressed may be gone afterwards; the focus must not go with it.
  const keepFocus = () => void setTimeout(() => document.activeElement === document.body && page?.isConnected && page.focus({ preventScroll: true }));
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={t("settings")} class="settings">
      <div class="settings-box">
        <nav class="settings-nav" aria-label={t("settings.pages")}>
          <For each={Object.keys(PAGES) as PageName[]}>
            {(page) => <button type="button" class="settings-tab" aria-current={props.page === page ? "page" : undefined} onClick={() => props.onPage(page)}>{t(`settings.page.${page}`)}</button>}
          </For>
        </nav>
        <div ref={page} class="settings-page" tabindex="0" onFocusOut={keepFocus} role="region" aria-label={t(`settings.page.${props.page}`)}>
          <h2 class="settings-title">{t(`settings.page.${props.page}`)}</h2>
          <Dynamic component={PAGES[props.page]} />
        </div>
      </div>
      <Said />
    </Dialog>
  );
}

/** What is said about the last change. */
function Said() {
  const text = () => {
    const now = saving();
    return now.state === "failed" ? t("settings.failed", { reason: now.reason }) : now.state ? t(`settings.${now.state}`) : "";
  };
  return (
    <p class="settings-said" classList={{ failed: saving().state === "failed" }} role="status">
      <Show when={text()}><Icon name={saving().state === "failed" ? "alert" : "check"} size={16} />{text()}</Show>
    </p>
  );
}
