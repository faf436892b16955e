// Says why the page does not start if its program may not be fetched: it was opened as a file, or in a frame whose sandbox
// has no allow-same-origin. Then this is the only script that runs, since it is neither a module nor fetched by CORS.
if (self.origin === "null") {
  addEventListener("load", () => {
    if (document.getElementById("root").dataset.started !== undefined) return;
    const notice = document.getElementById("not-started");
    const link = notice.querySelector("a");
    const isFile = location.protocol === "file:";
    notice.querySelector("p").textContent = isFile
      ? "Unitary RNN Lab was opened as a file, and a browser runs it only from a web server. In the folder of this file, run “python3 -m http.server” and open http://localhost:8000, or run “npx serve” and open the address that it prints."
      : "Unitary RNN Lab cannot run in this frame: its sandbox lets a page neither load its program nor start workers. The frame needs sandbox=\"allow-scripts allow-same-origin\".";
    if (isFile) link.remove();
    else {
      link.href = location.href;
      link.target = "_blank";
      link.textContent = "Open it in a tab of its own";
    }
    notice.dataset.watched = "";
    notice.dataset.why = isFile ? "file" : "sandbox";
  });
}
