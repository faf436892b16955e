import { chromium } from "@playwright/test";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const base = process.env.BASE ?? "http://127.0.0.1:5391/tmp-ce/index.html";
const shots = JSON.parse(process.argv[2]);
for (const s of shots) {
  const p = await b.newPage({ viewport: { width: s.w ?? 1440, height: s.h ?? 900 } });
  p.on("console", m => { if (["error","warning"].includes(m.type())) console.log(s.out, m.type(), m.text().slice(0,300)); });
  p.on("pageerror", e => console.log(s.out, "PAGEERROR", e.message));
  await p.goto(base + (s.q ?? "") + (s.hash ?? "#screen=counterexample"));
  await p.getByRole("button", { name: "Step" }).waitFor();
  for (const a of s.do ?? []) {
    if (a === "play") { await p.getByRole("button", { name: "Play", exact: true }).click(); await p.getByRole("button",{name:"Play",exact:true}).waitFor({timeout:60000}); }
    else await p.getByRole("button", { name: a, exact: true }).click();
  }
  await p.waitForTimeout(300);
  const o = await p.evaluate(() => [document.documentElement.scrollWidth, innerWidth, document.documentElement.scrollHeight, location.hash]);
  console.log(s.out, JSON.stringify(o));
  await p.screenshot({ path: "/tmp/ce-" + s.out + ".png", fullPage: !!s.full });
  await p.close();
}
await b.close();
