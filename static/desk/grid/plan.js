/* Where the rows of a clipboard would go, before anything is written. Pure but for reading the sheet. */

import { Unreadable, read } from "./amounts.js";

const CODE = /^(\d{3}|\d{5}|\d{7})$/;
const TOTALS = new Set(["合计", "总计"]);

/** { targets: [{cell, text, fault}], skipped: [{text, why}], blanked, rows: codes to add, …what was found out }. */
export function plan(sheet, rows, box, chosen = {}) {
  const headers = chosen.headers ?? headersOf(rows);
  const unit = chosen.unit ?? unitOf(rows.slice(0, headers)) ?? sheet.scale;
  const found = { headers, unit, hasHeaders: headersOf(rows) > 0, targets: [], skipped: [], added: [], names: {} };
  const body = sheet.data.subjects ? joined(rows.slice(headers)) : rows.slice(headers);
  const coded = sheet.data.subjects && isCoded(body);
  found.coded = coded;
  found.lines = body.length;
  found.columns = Math.max(0, ...body.map(line => line.length));
  if (coded) byCode(sheet, body, box, found);
  else byPlace(sheet, tiled(body, sheet, box), box, found);
  for (const target of found.targets) weigh(target, sheet, unit);
  found.unreadable = found.targets.filter(target => target.fault);
  found.blanked = found.targets.filter(target => !target.fault && target.empty && target.before !== "");
  return found;
}

/** Whether to ask before: it is large, or something in it is not as it seems. */
export function needsPreview(found, isLarge = 40) {
  const { targets, skipped, coded, hasHeaders, unreadable } = found;
  if (coded) return true; /* it goes elsewhere than where the cursor is */
  if (targets.length + skipped.length <= 1 && !hasHeaders) return false;
  return targets.length > isLarge || skipped.length > 0 || hasHeaders || unreadable.length > 0;
}

function weigh(target, sheet, unit) {
  const { measure } = target.cell;
  target.before = target.cell.text;
  if (measure === "money" && unit !== sheet.scale && /[0-9０-９][)）]?$/.test(target.text)) {
    const word = unit === "wan" ? "万元" : "元";
    target.text = target.text.replace(/([)）]?)$/, `${word}$1`);
  }
  try {
    target.empty = read(target.text, measure, sheet.scale) === null;
    target.fault = "";
  } catch (reason) {
    if (!(reason instanceof Unreadable)) throw reason;
    target.fault = reason.message;
  }
}

/** A number, or what was meant as one. */
function isNumber(text) {
  try {
    return read(text, "percent", "yuan") !== null;
  } catch {
    return /^#+$/.test(text) || /^[^一-鿿]*[0-9０-９][^一-鿿]*$/.test(text);
  }
}

const isWord = text => /[A-Za-z一-鿿]/.test(text) && !["无", "空"].includes(text) && !isNumber(text);

/** Leading rows of words above rows of numbers. */
export function headersOf(rows) {
  const isWords = line => line.some(text => text && isWord(text)) && !line.some(text => text && isNumber(text));
  const first = rows.findIndex(line => !isWords(line));
  return first > 0 && rows.slice(first).some(line => line.some(text => text && isNumber(text))) ? first : 0;
}

function unitOf(headers) {
  const words = headers.flat().join(" ");
  if (/万元/.test(words)) return "wan";
  return /(单位|金额)[:：（(]*\s*(人民币)?元|[（(]元[)）]/.test(words) ? "yuan" : undefined;
}

/** 类, 款, 项 in three columns before the name, as some forms have them, become one code. */
function joined(body) {
  const isSplit = line => /^\d{3}$/.test(bare(line[0])) && /^(\d{1,2})?$/.test(bare(line[1]))
    && /^(\d{1,2})?$/.test(bare(line[2])) && line[3] && !isNumber(line[3]);
  if (body.filter(isSplit).length < body.length * .5) return body;
  const level = text => bare(text) && bare(text).padStart(2, "0");
  return body.map(line => [isSplit(line) ? bare(line[0]) + level(line[1]) + level(line[2]) : line.slice(0, 3).join(""),
    ...line.slice(3)]);
}

/** Codes in the first column and names in the second, as finance software exports them. */
function isCoded(body) {
  const lines = body.filter(line => line.some(Boolean) && !line.slice(0, 2).some(text => TOTALS.has(bare(text))));
  const coded = lines.filter(line => CODE.test(bare(line[0])));
  const named = coded.filter(line => line[1] && !isNumber(line[1]));
  return coded.length >= 1 && coded.length >= lines.length * .5 && named.length >= coded.length * .6;
}

const bare = text => (text ?? "").normalize("NFKC").replace(/[\s']/g, "");

function byCode(sheet, body, { left }, found) {
  const columns = sheet.inLine(sheet.first().line);
  const width = Math.max(...body.map(line => line.length)) - 2;
  const from = width >= columns.length ? 0 : Math.max(0, columns.findIndex(cell => cell.place === left));
  for (const [number, line] of body.entries()) {
    const code = bare(line[0]);
    const row = CODE.test(code) ? code : TOTALS.has(bare(line[1])) || TOTALS.has(bare(line[0])) ? "total" : "";
    if (!row) {
      if (line.some(Boolean)) found.skipped.push({ text: line.filter(Boolean).join(" "), why: `第 ${number + 1} 行没有科目编码` });
      continue;
    }
    if (row !== "total" && !sheet.of(row, columns[0].column) && !found.added.includes(row)) {
      found.added.push(row);
      found.names[row] = line[1];
    }
    line.slice(2).forEach((text, n) => {
      const column = columns[from + n];
      if (column) found.targets.push({ cell: sheet.of(row, column.column) ?? absent(sheet, row, column), text });
      else if (text) found.skipped.push({ text, why: "超出本表的栏" });
    });
  }
}

/** A cell of a row that is still to be added. */
const absent = (sheet, row, { column, measure }) =>
  ({ address: `${sheet.data.table}/${row}/${column}`, row, column, measure, text: "", label: `${row}，${column}` });

/** One value, or a block that fits a whole number of times, fills the selection. */
function tiled(body, sheet, box) {
  const [height, width] = [box.bottom - box.top + 1, box.right - box.left + 1];
  const columns = Math.max(0, ...body.map(line => line.length));
  if (!body.length || !columns || height % body.length || width % columns) return body;
  return Array.from({ length: height }, (_, line) =>
    Array.from({ length: width }, (_, place) => body[line % body.length][place % columns]));
}

function byPlace(sheet, body, { top, left }, found) {
  body.forEach((line, down) => line.forEach((text, right) => {
    const cell = sheet.at(top + down, left + right);
    if (text === undefined) return;
    if (cell) found.targets.push({ cell, text });
    else if (text && !isSame(sheet.lines[top + down]?.[left + right], text)) {
      found.skipped.push({ text, why: outside(sheet, top + down, left + right) });
    }
  }));
}

/** A label pasted onto itself: a block that was copied across both halves of a table. */
const isSame = (label, text) => typeof label === "string" && bare(label) === bare(text);

function outside(sheet, line, place) {
  if (line >= sheet.lines.length) return "超出表尾";
  return place >= sheet.width ? "超出最后一栏" : "此处不能填写";
}
