import { Unable, hash, isBeside, isProven, unzip, verify } from "./proof.js";

/* The form into which files are dropped, on the site and in the page that is kept. With data-lookup the site is asked
   by hash or code; files never leave the machine. */

const form = document.querySelector("[data-files]");
const results = document.getElementById("results");
const lookup = form.dataset.lookup || "";
const keyNow = () => (document.getElementById("key")?.value || document.getElementById("log-key")?.textContent || "").trim();

const element = (tag, words, className = "") => Object.assign(document.createElement(tag), { textContent: words, className });

function answer({ state, heading, lines = [], of = "" }) {
  const box = element("section", "", `answer ${state}`);
  if (of) box.append(element("p", of, "of"));
  box.append(element("h2", heading));
  const list = element("ul", "", "plain");
  for (const line of lines) list.append(element("li", line.text, line.isWrong ? "wrong" : ""));
  if (lines.length) box.append(list);
  return box;
}

/* The answers of a page of the site. */
async function ask(address, of = "") {
  try {
    const page = await fetch(lookup + address);
    const found = [...new DOMParser().parseFromString(await page.text(), "text/html").querySelectorAll(".answer")];
    if (!found.length) throw new Error("no answer");
    for (const each of found) if (of) each.prepend(element("p", of, "of"));
    return found;
  } catch {
    return [answer({ state: "unable", heading: "现在连不上本站，查不到", of, lines: [{ text: "请稍后再试。" }] })];
  }
}

/* Files that belong together: those of a folder in a ZIP, and those given one by one. */
async function grouped(files) {
  const loose = new Map(), groups = [];
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (!file.name.toLowerCase().endsWith(".zip")) { loose.set(file.name, bytes); continue; }
    for (const [folder, inside] of await unzip(bytes)) groups.push([`${file.name} › ${folder || ""}`, inside]);
  }
  return loose.size ? [...groups, ["", loose]] : groups;
}

async function told(of, files) {
  if (isProven(files)) {
    const found = await verify(files, keyNow());
    const now = found.code && lookup ? await ask(`${encodeURIComponent(found.code)}/`) : [];
    return [answer({ ...found, of }), ...now];
  }
  const answers = [];
  for (const [name, bytes] of files) {
    if (isBeside(name)) continue;
    const sha256 = await hash(bytes), label = `${of}${name}`;
    const alone = [{ text: `SHA-256 ${sha256}` }, { text: "不联网时，请把它和 manifest.json、.tlog-proof 一起放进来。" }];
    answers.push(...lookup ? await ask(`sha256/${sha256}/`, label) : [answer({ state: "unable", heading: "单独一个文件，无法核验", lines: alone, of: label })]);
  }
  const empty = "只有清单或证明，没有要核对的文件。请把 PDF 等文件一起放进来。";
  return answers.length ? answers : [answer({ state: "unable", heading: "无法核验", lines: [{ text: empty }], of })];
}

async function look(files) {
  if (!files.length) return;
  results.replaceChildren(element("p", "正在核对……"));
  const found = [];
  try {
    for (const [of, inside] of await grouped(files)) found.push(...await told(of, inside));
  } catch (problem) {
    const words = problem instanceof Unable ? problem.message : "文件读不出来，可能不完整。请重新下载。";
    found.push(answer({ state: "unable", heading: "无法核验", lines: [{ text: words }] }));
  }
  results.replaceChildren(...found);
  results.scrollIntoView({ block: "nearest" });
}

if (globalThis.crypto?.subtle) {
  for (const each of document.querySelectorAll("[data-needs-script]")) each.hidden = false;
  for (const each of document.querySelectorAll("[data-without-script]")) each.hidden = true;
  const input = form.elements.files, drop = form.querySelector(".drop");
  form.addEventListener("submit", event => { event.preventDefault(); look([...input.files]); });
  input.addEventListener("change", () => look([...input.files]));
  document.getElementById("key")?.addEventListener("change", () => look([...input.files]));
  document.addEventListener("dragover", event => { event.preventDefault(); drop.classList.add("over"); });
  document.addEventListener("dragleave", () => drop.classList.remove("over"));
  document.addEventListener("drop", event => {
    event.preventDefault();
    drop.classList.remove("over");
    look([...event.dataTransfer.files]);
  });
  if (input.files.length) look([...input.files]); // chosen before the script ran
} else results.append(element("p", "浏览器只在 https 网址上才计算散列值；这里不是，所以文件要上传核对。"));
