/* What a published version's folder proves by itself: hashes, the public log, the log's signature. No network and
   no page: it reads bytes and says lines. Mirrors disclosures/publiclog/verifier.py, which stands beside it.
   Formats: C2SP signed-note, tlog-checkpoint, tlog-proof (RFC 6962 hashes); ZIP without encryption. */

export class Wrong extends Error {} // not as it should be
export class Unable extends Error {} // cannot be told here

const MANIFEST = "manifest.json", PROOF = ".tlog-proof";
const LOG = 1; // the kind of a log's key
const ENTRIES_AT_MOST = 1000, BYTES_AT_MOST = 500_000_000;

const isSame = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);
const hex = bytes => [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("");
const utf8 = text => new TextEncoder().encode(text);
const text = bytes => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

export async function sha(...parts) {
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

export const hash = async bytes => hex(await sha(bytes));

function unbase64(encoded) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(encoded) || encoded.length % 4) throw new Wrong(`不是 base64：${encoded.slice(0, 40)}`);
  return Uint8Array.from(atob(encoded), letter => letter.charCodeAt(0));
}

/* The key of a line name+id+base64. */
async function keyOf(line) {
  const [, name, id, encoded] = line.trim().match(/^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/) || [];
  if (!name) throw new Unable("公钥写错了：应是“名称+8位编号+base64”的一行");
  const content = unbase64(encoded);
  const told = hex((await sha(utf8(`${name}\n`), content)).slice(0, 4));
  if (content[0] !== LOG || content.length !== 33 || told !== id) throw new Unable("公钥写错了：编号与内容不符");
  return { name, id, raw: content.slice(1) };
}

async function isSigned(raw, message, signature) {
  let key;
  try { key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]); } catch {
    throw new Unable("这个浏览器不能核对 Ed25519 签名。请用新版的浏览器，或者用 verifier.py");
  }
  return crypto.subtle.verify({ name: "Ed25519" }, key, signature, message);
}

/* Size and root of a checkpoint that the key has signed. */
async function checkpointOf(note, key) {
  const end = note.lastIndexOf("\n\n");
  const signed = note.slice(0, end + 1);
  for (const line of note.slice(end + 2).split("\n")) {
    if (!line.startsWith(`— ${key.name} `)) continue;
    const made = unbase64(line.slice(line.lastIndexOf(" ") + 1));
    if (hex(made.slice(0, 4)) !== key.id) continue;
    if (!await isSigned(key.raw, utf8(signed), made.slice(4))) throw new Wrong("checkpoint 的签名不对");
    const [origin, size, root] = signed.split("\n");
    if (origin !== key.name) throw new Wrong(`checkpoint 属于另一个日志：${origin}`);
    return { size: whole(size), root: unbase64(root) };
  }
  throw new Wrong("checkpoint 没有用这个公钥签名");
}

function whole(digits) {
  if (!/^(0|[1-9][0-9]{0,18})$/.test(digits)) throw new Wrong("证明写错了：不是数");
  return BigInt(digits);
}

/* The root to which a proof of inclusion leads (RFC 9162, section 2.1.3.2); null where it leads nowhere. */
async function climb(leaf, index, size, path) {
  let number = index, last = size - 1n, found = leaf;
  for (const each of path) {
    if (!last) return null;
    if (number & 1n || number === last) {
      found = await sha(Uint8Array.of(1), each, found);
      while (number && !(number & 1n)) { number >>= 1n; last >>= 1n; }
    } else found = await sha(Uint8Array.of(1), found, each);
    number >>= 1n; last >>= 1n;
  }
  return last ? null : found;
}

export const isProven = files => files.has(MANIFEST) && [...files.keys()].some(name => name.endsWith(PROOF));
export const isBeside = name => name === MANIFEST || name.endsWith(PROOF);

/* The files, by name, against their manifest, and the manifest against the public log.
   { state: "proven" | "wrong" | "unable", heading, lines: [{ text, isWrong }], code } */
export async function verify(files, keyLine) {
  const lines = [];
  const say = (words, isWrong = false) => lines.push({ text: words, isWrong });
  try {
    const manifest = files.get(MANIFEST);
    const told = JSON.parse(text(manifest));
    const wrong = await compare(files, told.files, say);
    const entry = await logged(files, await keyOf(keyLine), say);
    if (entry.manifest !== await hash(manifest)) throw new Wrong("公开日志记的是另一份文件清单");
    if (["unit", "year", "number", "code"].some(name => entry[name] !== told[name])) throw new Wrong("公开日志记的是另一份决算");
    if (entry.kind === "withdrawal") throw new Wrong("公开日志记的是这一版已撤回");
    if (wrong) throw new Wrong(`${wrong} 个文件与公开时不同`);
    say(`${told.unit_name}${told.year}年度第${told.number}版，版本编码 ${told.code}，${entry.at} 公开`);
    return { state: "proven", heading: "核验通过：与公开时完全一致", lines, code: told.code };
  } catch (problem) {
    if (problem instanceof Wrong) {
      say(problem.message, true);
      return { state: "wrong", heading: "不一致：不是公开时的样子", lines };
    }
    say(problem instanceof Unable ? problem.message : "文件清单或证明读不出来，可能不完整", true);
    return { state: "unable", heading: "无法核验", lines };
  }
}

/* By their names; a file that was given another one, by its hash. How many are not as they were. */
async function compare(files, entries, say) {
  const own = name => Object.hasOwn(entries, name) ? entries[name] : null;
  const seen = new Set();
  let wrong = 0;
  for (const [name, bytes] of files) {
    if (isBeside(name)) continue;
    const found = await hash(bytes);
    const listed = own(name) ? name : Object.keys(entries).find(each => entries[each].sha256 === found);
    const isWhole = listed && entries[listed].sha256 === found && entries[listed].size === bytes.length;
    if (isWhole) seen.add(listed); else wrong += 1;
    say(isWhole ? `一致　${listed === name ? name : `${listed}（${name}）`}` : `与公开时不同，或不属于这一版　${name}`, !isWhole);
  }
  const absent = Object.keys(entries).filter(name => !seen.has(name) && !files.has(name));
  if (!seen.size && !wrong) throw new Unable("只有清单和证明，没有要核对的文件");
  if (absent.length) say(`没有放进来，没有核对　${absent.join("、")}`);
  return wrong;
}

/* The line of the log that the proof is of. */
async function logged(files, key, say) {
  const proofs = [...files.keys()].filter(name => name.endsWith(PROOF));
  if (proofs.length !== 1) throw new Unable(`有 ${proofs.length} 个 .tlog-proof，应只有一个`);
  const proof = text(files.get(proofs[0]));
  const middle = proof.indexOf("\n\n");
  const [format, extra = "", place = "", ...path] = proof.slice(0, middle).split("\n");
  if (middle < 0 || format !== "c2sp.org/tlog-proof@v1" || !extra.startsWith("extra ") || !place.startsWith("index ")) {
    throw new Wrong("公开日志证明写错了");
  }
  const entry = unbase64(extra.slice("extra ".length));
  const index = whole(place.slice("index ".length));
  const { size, root } = await checkpointOf(proof.slice(middle + 2), key);
  say(`一致　日志的签名（${key.name}）`);
  const found = index < size && await climb(await sha(Uint8Array.of(0), entry), index, size, path.map(unbase64));
  if (!found || !isSame(found, root)) throw new Wrong("公开日志里没有这一条");
  say(`一致　公开日志第 ${index} 条，共 ${size} 条`);
  return JSON.parse(text(entry));
}

/* The files of a ZIP by folder: Map of Maps of bytes. Unable where it is none or not one to open. */
export async function unzip(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = bytes.length - 22;
  while (at >= 0 && at > bytes.length - 65_600 && view.getUint32(at, true) !== 0x06054b50) at -= 1;
  if (at < 0 || view.getUint32(at, true) !== 0x06054b50) throw new Unable("不是 ZIP，或者不完整");
  const count = view.getUint16(at + 10, true);
  if (count > ENTRIES_AT_MOST) throw new Unable(`ZIP 里有 ${count} 个文件，太多了`);
  const folders = new Map();
  let next = view.getUint32(at + 16, true), left = BYTES_AT_MOST;
  for (let number = 0; number < count; number += 1) {
    if (view.getUint32(next, true) !== 0x02014b50) throw new Unable("ZIP 的目录坏了");
    const [flags, method] = [view.getUint16(next + 8, true), view.getUint16(next + 10, true)];
    const [packed, size] = [view.getUint32(next + 20, true), view.getUint32(next + 24, true)];
    const length = view.getUint16(next + 28, true), start = view.getUint32(next + 42, true);
    const path = new TextDecoder().decode(bytes.subarray(next + 46, next + 46 + length));
    next += 46 + length + view.getUint16(next + 30, true) + view.getUint16(next + 32, true);
    if (path.endsWith("/") || path.startsWith("__MACOSX/")) continue;
    left -= size;
    if (left < 0) throw new Unable("ZIP 展开后太大");
    if (flags & 1) throw new Unable("ZIP 有密码");
    const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    const content = await unpacked(bytes.subarray(from, from + packed), method, size);
    const [, folder, name] = path.match(/^(.*\/)?(.*)$/s);
    if (!folders.has(folder)) folders.set(folder, new Map());
    folders.get(folder).set(name, content);
  }
  return folders;
}

async function unpacked(packed, method, size) {
  if (method === 0) return packed;
  if (method !== 8) throw new Unable("ZIP 用了少见的压缩方法，请解压后再放进来");
  const out = new Uint8Array(size);
  let filled = 0;
  for await (const chunk of new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"))) {
    if (filled + chunk.length > size) throw new Unable("ZIP 里的大小写错了");
    out.set(chunk, filled);
    filled += chunk.length;
  }
  if (filled !== size) throw new Unable("ZIP 里的大小写错了");
  return out;
}
