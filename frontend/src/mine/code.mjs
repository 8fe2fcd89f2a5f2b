// A QR code as a PNG image: WeChat reads images by a long press, not canvases.

import qrcode from "qrcode-generator";
import { make } from "../dom.mjs";

const SCALE = 6;
const QUIET = 4;

export function codeImage(text, alternative) {
  const code = qrcode(0, "M");
  code.addData(text, "Byte");
  code.make();
  const size = code.getModuleCount();
  const canvas = make("canvas", { width: (size + 2 * QUIET) * SCALE, height: (size + 2 * QUIET) * SCALE });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#000";
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (code.isDark(row, column)) pen.fillRect((column + QUIET) * SCALE, (row + QUIET) * SCALE, SCALE, SCALE);
    }
  }
  return make("img", { src: canvas.toDataURL("image/png"), alt: alternative, className: "qj-mine__code" });
}
