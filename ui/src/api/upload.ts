// A file on its way to the server. The library cannot tell how far a file has come, so this one call is made here.
import type { FileInfo, FileUploadResponse } from "@mattermost/types/files";
import { api } from "./client";

/** A running upload. */
export type Upload = { done: Promise<FileInfo>; cancel: () => void };

/** Sends one file to a channel. `onProgress` hears which part of it (0 to 1) has left. */
export function upload(file: File, name: string, channelId: string, onProgress: (part: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<FileInfo>((resolve, reject) => {
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => reject(new TypeError("the connection broke"));
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    request.onload = () => {
      const info = (request.response as FileUploadResponse | null)?.file_infos?.[0];
      if (request.status === 201 && info) resolve(info);
      else reject(refusal(request));
    };
  });
  request.open("POST", api.getFilesRoute());
  request.responseType = "json";
  const { headers } = api.getOptions({ method: "post" }) as { headers: Record<string, string> };
  for (const [header, value] of Object.entries(headers)) request.setRequestHeader(header, value);
  request.send(form(file, name, channelId));
  return { done, cancel: () => request.abort() };
}

/** The server reads the channel before the file. */
function form(file: File, name: string, channelId: string): FormData {
  const fields = new FormData();
  fields.append("channel_id", channelId);
  fields.append("files", file, name);
  return fields;
}

/** The same shape of error as every other call throws. */
function refusal({ status, response }: XMLHttpRequest): Error {
  const { id = "", message = "" } = (response ?? {}) as { id?: string; message?: string };
  return Object.assign(new Error(message), { status_code: status, server_error_id: id });
}
