// photo.ts - a photo is made small before it is kept: at most 1,600 pixels and
// 200 KB, so that it travels over a thin line.

const SIDE = 1600, BYTES = 200 << 10;

async function small(file: File): Promise<File> {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
  const image = await createImageBitmap(file,
    { imageOrientation: "from-image" });
  let side = Math.min(SIDE, Math.max(image.width, image.height));
  for (let quality = .8; ; quality -= .15) {
    if (quality < .3) {
      quality = .65;
      side = Math.floor(side * .75);
    }
    const by = side / Math.max(image.width, image.height);
    const c = document.createElement("canvas");
    c.width = Math.max(1, Math.round(image.width * by));
    c.height = Math.max(1, Math.round(image.height * by));
    c.getContext("2d")?.drawImage(image, 0, 0, c.width, c.height);
    const blob = await new Promise<Blob | null>((done) =>
      c.toBlob(done, "image/jpeg", quality));
    if (!blob) return file;
    if (blob.size <= BYTES || side < 200)
      return new File([blob], file.name.replace(/\.\w*$/, "") + ".jpg",
        { type: "image/jpeg" });
  }
}

// Before the form goes; the picture itself and what its camera wrote into it
// (place, hour, owner) stay on the phone.
export function photos(): void {
  document.addEventListener("change", (e) => {
    const input = e.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "file" ||
      !input.files?.length) return;
    const files = Array.from(input.files);
    const button = input.form?.querySelector<HTMLButtonElement>("button.main");
    if (button) button.disabled = true;
    void Promise.all(files.map((f) => small(f).catch(() => f))).then((all) => {
      const t = new DataTransfer();
      for (const f of all) t.items.add(f);
      input.files = t.files;
    }).finally(() => { if (button) button.disabled = false; });
  });
}
