import { defineConfig } from "@playwright/test";
export default defineConfig({ testDir: "../tests/browser", testMatch: "counterexample.spec.ts", workers: 1, timeout: 60000, expect:{timeout:8000}, outputDir: "/tmp/ce-results", use: { baseURL: "http://127.0.0.1:5391/", launchOptions: { executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] } } });
