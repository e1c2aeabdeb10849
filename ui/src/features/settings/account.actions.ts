// What changes an account beyond its settings: address, password, picture, sessions, second factor, tokens.
import type { Session } from "@mattermost/types/sessions";
import type { UserAccessToken } from "@mattermost/types/users";
import { api } from "~/api/client";
import { me, myId, setMe } from "~/model/session";
import { boxOf, type Size, type View } from "./framing";

/** Another e-mail address; the password proves who asks. */
export async function changeEmail(email: string, password: string): Promise<void> {
  setMe(await api.patchMe({ email, password }));
}

/** Another password. */
export const changePassword = (now: string, next: string): Promise<unknown> => api.updateUserPassword(myId(), now, next);

const SIDE = 256;
/** What stands beside a picture that does not fill its square, in every theme of everybody. */
const GROUND = "#f4f0ea";

/** How large a picture is; fails for what is none. */
export async function sizeOf(file: Blob): Promise<Size> {
  const image = await createImageBitmap(file);
  const { width, height } = image;
  image.close();
  return { width, height };
}

/** Draws the part of a picture that lies in its square. */
export async function squared(file: Blob, view: View): Promise<Blob> {
  const image = await createImageBitmap(file);
  const canvas = Object.assign(document.createElement("canvas"), { width: SIDE, height: SIDE });
  const { left, top, width, height } = boxOf(view, image, SIDE);
  const pen = canvas.getContext("2d");
  if (pen) Object.assign(pen, { fillStyle: GROUND, imageSmoothingQuality: "high" });
  pen?.fillRect(0, 0, SIDE, SIDE);
  pen?.drawImage(image, left, top, width, height);
  image.close();
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"));
}

/** Shows this picture to others. */
export async function setPicture(picture: Blob): Promise<void> {
  await api.uploadProfileImage(myId(), new File([picture], "picture.png", { type: "image/png" }));
  setMe(await api.getMe());
}

/** Takes my picture away: the first letter of my name stands for me again. */
export async function dropPicture(): Promise<void> {
  await api.setDefaultProfileImage(myId());
  const user = await api.getMe();
  setMe({ ...user, last_picture_update: 0 });
}

/** Is it the session of this page? Only it has this browser's token against forged requests. */
export const isThisSession = (each: Session): boolean => document.cookie.includes(`MMCSRF=${each.props?.csrf}`);

/** Where I am logged in: here first, then the latest. */
export async function listSessions(): Promise<Session[]> {
  const all = await api.getSessions(myId());
  return all.filter((each) => each.props?.type !== "UserAccessToken")
    .sort((a, b) => Number(isThisSession(b)) - Number(isThisSession(a)) || b.last_activity_at - a.last_activity_at);
}
/** Logs out one of them. */
export const endSession = (id: string): Promise<unknown> => api.revokeSession(myId(), id);

/** Begins a second factor: its secret, as a picture to scan and as a text. */
export const beginFactor = (): Promise<{ secret: string; qr_code: string }> => api.generateMfaSecret(myId());
/** Turns the second factor on, with a first code as proof, or off. */
export async function setFactor(isOn: boolean, code: string): Promise<void> {
  await api.updateUserMfa(myId(), isOn, code);
  const user = me();
  if (user) setMe({ ...user, mfa_active: isOn } as never);
}

/** My tokens for programs. */
export const listTokens = (): Promise<UserAccessToken[]> => api.getUserAccessTokensForUser(myId(), 0, 100);
/** Makes one; its secret is told only now. */
export const makeToken = (description: string): Promise<UserAccessToken> => api.createUserAccessToken(myId(), description);
/** Lets programs use one again, or not for now. */
export const setTokenActive = (id: string, isActive: boolean): Promise<unknown> => (isActive ? api.enableUserAccessToken(id) : api.disableUserAccessToken(id));
/** Ends one for good. */
export const endToken = (id: string): Promise<unknown> => api.revokeUserAccessToken(id);
