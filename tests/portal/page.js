/* A page without a browser: loads the scripts of the portal from a folder and answers questions about them.
   node page.js STATIC SITE < {"fold": [text…], "words": […], "search": [[lang, query]…], "codes": […], "hash": [base64…]}  */
"use strict";
const fs = require("fs"), vm = require("vm"), path = require("path");
const [, , statics, site] = process.argv;

const world = {
  document: {
    addEventListener() {},
    querySelectorAll() { return []; },
    createElement() { return {}; },
    head: {
      appendChild(script) {
        const file = path.join(site, script.src);
        if (!fs.existsSync(file)) { script.onerror(); return; }
        read.push(script.src);
        vm.runInContext(fs.readFileSync(file, "utf8"), world);
        script.onload();
      },
    },
  },
};
const read = [];
vm.createContext(world);
for (const name of ["portal.js", "sha256.js", "search.js", "verify.js"]) {
  vm.runInContext(fs.readFileSync(path.join(statics, name), "utf8"), world, {filename: name});
}
if (fs.existsSync(path.join(site, "fold.js"))) vm.runInContext(fs.readFileSync(path.join(site, "fold.js"), "utf8"), world);

async function answer(asked) {
  const said = {fold: [], words: [], search: [], rows: [], codes: [], numbers: [], prints: [], hash: [], read};
  for (const text of asked.fold || []) said.fold.push(world.search.fold(text));
  for (const text of asked.words || []) said.words.push(world.search.words(text));
  for (const [lang, query] of asked.search || []) {
    read.length = 0;
    const found = await world.search.ranked("", lang, world.search.words(query));
    said.search.push({acts: found.acts, split: found.split, read: [...read]});
  }
  for (const [lang, act] of asked.rows || []) said.rows.push(await world.search.row("", lang, act));
  for (const text of asked.codes || []) said.codes.push(await world.search.coded("", text));
  for (const [text, cited] of asked.numbers || []) said.numbers.push(world.search.numbered(text, cited));
  for (const hex of asked.prints || []) said.prints.push(await world.search.lookup("", "files-" + hex.slice(0, 2), hex.slice(0, 32)));
  for (const [data, slice] of asked.hash || []) {
    const bytes = new Uint8Array(Buffer.from(data, "base64")), hash = world.sha256();
    for (let at = 0; at < bytes.length; at += slice) hash.update(bytes.subarray(at, at + slice));
    said.hash.push(hash.hex());
  }
  return said;
}
answer(JSON.parse(fs.readFileSync(0, "utf8"))).then((said) => process.stdout.write(JSON.stringify(said)));
