import { chromium } from "@playwright/test";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const p = await b.newPage({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 2 });
await p.goto(process.env.BASE + "#screen=counterexample&counterexample.lr=1e-9&counterexample.matrix=random.3");
await p.getByRole("button", { name: "Step" }).click();
await p.waitForTimeout(400);
await p.getByRole("region", { name: "What the slide says, and what is true" }).screenshot({ path: "/tmp/ce-z1.png" });
await p.getByRole("figure", { name: "Unitarity drift" }).screenshot({ path: "/tmp/ce-z2.png" });
await b.close();
