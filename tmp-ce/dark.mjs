import { chromium } from "@playwright/test";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const B = "http://127.0.0.1:5391/";
for (const [w,h,out,full,hash] of [[1440,900,"dark",true,""],[390,844,"mdark",true,"&counterexample.rule=exp&counterexample.g=fixed&counterexample.matrix=random"],[2560,1300,"wide",false,""]]) {
  const p = await b.newPage({ viewport: { width: w, height: h }, colorScheme: out === "wide" ? "light" : "dark" });
  p.on("console", m => { if (["error","warning"].includes(m.type())) console.log(out, m.type(), m.text().slice(0,300)); });
  await p.goto(B + "#screen=counterexample" + hash);
  await p.getByRole("button", { name: "Step" }).click(); await p.getByRole("button", { name: "Step" }).click();
  await p.waitForTimeout(300);
  await p.screenshot({ path: `/tmp/ce-${out}.png`, fullPage: full });
  if (out === "dark") {
    const dl = p.waitForEvent("download");
    await p.getByRole("figure", { name: "Unitarity drift" }).getByRole("button", { name: "Export PNG" }).click();
    const d = await dl; console.log(d.suggestedFilename()); await d.saveAs("/tmp/ce-export.png");
  }
  await p.close();
}
await b.close();
