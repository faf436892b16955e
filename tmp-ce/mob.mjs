import { chromium } from "@playwright/test";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const p = await b.newPage({ viewport: { width: 390, height: 1500 }, colorScheme: "dark" });
await p.goto("http://127.0.0.1:5391/#screen=counterexample&counterexample.rule=exp&counterexample.g=fixed&counterexample.matrix=random");
await p.getByRole("button", { name: "Step" }).click();
await p.waitForTimeout(300);
for (let k = 0; k < 3; k++) { await p.evaluate(y => scrollTo(0, y), k * 1400); await p.waitForTimeout(150); await p.screenshot({ path: `/tmp/ce-mob${k}.png` }); }
await b.close();
