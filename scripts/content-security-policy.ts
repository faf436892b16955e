import type { Plugin } from "vite";

/**
 * The policy of the built page: only its own origin, and WebAssembly. Workers start from blobs, because only those inherit the
 * policy of a page whose host sends no headers; so does WebAssembly that has been checked.
 */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self' blob:",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Writes the policy into the built page and sends it with every answer of the preview server. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    apply: (_config, { command, isPreview }) => command === "build" || isPreview === true,
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: POLICY },
        injectTo: "head-prepend",
      },
    ],
    configurePreviewServer(server) {
      server.middlewares.use((_request, response, next) => {
        response.setHeader("Content-Security-Policy", POLICY);
        next();
      });
    },
  };
}
