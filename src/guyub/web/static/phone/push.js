// The switch of the page of notices: whether this browser shows them while Guyub is closed. Hidden where it cannot.
(() => {
  const form = document.getElementById("push");
  if (!form || !navigator.serviceWorker || !self.PushManager || !self.Notification) return;

  const show = state => {
    for (const each of form.querySelectorAll("[data-push]")) each.hidden = each.dataset.push !== state;
    form.hidden = false;
  };
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  async function tell(address, values) {
    const body = new FormData(form);
    for (const [name, value] of Object.entries(values)) body.set(name, value);
    const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
  }

  async function on(worker) {
    if ((await Notification.requestPermission()) !== "granted") {
      show(Notification.permission === "denied" ? "denied" : "off");
      return;
    }
    const options = { userVisibleOnly: true, applicationServerKey: form.dataset.key };
    const found = await worker.pushManager.subscribe(options);
    const [key, secret] = [found.getKey("p256dh"), found.getKey("auth")].map(text);
    await tell(form.action, { endpoint: found.endpoint, key, secret });
    show("on");
  }

  async function off(worker) {
    const found = await worker.pushManager.getSubscription();
    if (found) {
      await tell(form.dataset.off, { endpoint: found.endpoint });
      await found.unsubscribe();
    }
    show("off");
  }

  form.addEventListener("submit", async event => {
    event.preventDefault();
    const turn = event.submitter && event.submitter.value === "off" ? off : on;
    try {
      await turn(await navigator.serviceWorker.ready);
    } catch (error) {
      show("failed");
    }
  });

  navigator.serviceWorker.ready.then(async worker => {
    const found = await worker.pushManager.getSubscription();
    if (Notification.permission === "denied") show("denied");
    else show(found && found.endpoint === form.dataset.endpoint ? "on" : "off");
  }).catch(() => undefined);
})();
