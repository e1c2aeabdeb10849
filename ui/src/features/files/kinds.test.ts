import { expect, it } from "vitest";
import { kindOf } from "./kinds";

it.each([
  ["image/png", "png", "picture"],
  ["image/svg+xml", "svg", "text"],
  ["image/tiff", "tiff", "other"],
  ["video/mp4", "mp4", "video"],
  ["audio/mpeg", "mp3", "audio"],
  ["application/pdf", "pdf", "pdf"],
  ["text/plain; charset=utf-8", "txt", "text"],
  ["application/octet-stream", "rs", "text"],
  ["text/html; charset=utf-8", "html", "text"],
  ["application/zip", "zip", "other"],
])("%s (.%s) is %s", (mime_type, extension, kind) => {
  expect(kindOf({ mime_type, extension })).toBe(kind);
});
