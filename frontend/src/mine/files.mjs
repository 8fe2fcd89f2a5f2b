// Results as files: JSON to take along, CSV for a table; and files that come back.

import { make } from "../dom.mjs";
import { referenceOf } from "../records/statements.mjs";

export const FORMAT = "qinejia-results";
const MOST = 20000000; // bytes of a file that is read

export function save(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** Results, and in a backup what was read, watched and noted as well. */
export const toJson = (learner, statements, study) => JSON.stringify({ format: FORMAT, version: 1, learner: learner.name, statements, study }, null, 1);

/** Words for the reader about a file that is none of ours. */
export class FileTrouble extends Error {}

/** What is in a file that was saved here; throws FileTrouble. */
export async function fromFile(file) {
  if (file.size > MOST) throw new FileTrouble("文件太大，不是本站导出的结果。");
  let data;
  try {
    data = JSON.parse(await file.text());
  } catch {
    throw new FileTrouble("打不开这个文件，请选择本站导出的 .json 文件。");
  }
  if (data?.format !== FORMAT || !Array.isArray(data.statements)) throw new FileTrouble("这个文件不是本站导出的结果。");
  return data;
}

/** One line a statement, with a BOM for spreadsheets; a cell never begins a formula. */
export function toCsv(statements) {
  const rows = statements.map(({ timestamp, verb, object, result, context }) => [
    timestamp, verb.id.split("/").pop(), referenceOf(object.id), object.definition?.name?.["zh-CN"] ?? "",
    referenceOf(context?.contextActivities?.other?.[0]?.id), result.score?.raw ?? "", result.score?.max ?? "", result.success ? "是" : "否",
  ]);
  const cell = (value) => `"${String(value).replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""')}"`;
  return `\ufeff${[["时间", "动作", "对象", "名称", "条款", "得分", "满分", "合格"], ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
