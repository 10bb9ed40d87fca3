// _wire - the line between a phone and a site, which can be made to break.
import http from 'node:http';
import { inflateSync } from 'node:zlib';

// What a phone asked: its line, and what came with it, open.
function askedRead(bytes) {
  const first = bytes.indexOf(10), second = bytes.indexOf(10, first + 1);
  const said = JSON.parse(bytes.subarray(0, first));
  const rest = bytes.subarray(second + 1);
  const open = said.form ? inflateSync(rest) : rest;
  if (said.form && open.length !== said.size)
    throw new Error(`${open.length} bytes, not ${said.size}`);
  return { said, lines: open.toString() };
}

// { base, tag, onSend, stop }. `tag` is told as the ETag of the kernel, as if
// it were another. `onSend` is called when the site has answered a /app/send,
// with the lines that were sent and what it said of them; true: the line breaks
// before the answer is through. `onFile` is the same of a part of a photo.
export async function wireStart(to) {
  const wire = { tag: '', onSend: null, onFile: null };
  const server = http.createServer((q, r) => {
    const asked = [];
    const on = http.request(to + q.url, { method: q.method,
      headers: q.headers }, (a) => {
      const parts = [];
      if (q.url === '/app/saath.wasm' && wire.tag) a.headers.etag = wire.tag;
      a.on('data', (d) => parts.push(d));
      a.on('end', async () => {
        const on = { '/app/send': wire.onSend, '/app/file': wire.onFile }[q.url];
        if (on && await on(askedRead(Buffer.concat(asked)))) {
          q.socket.destroy();
          return;
        }
        r.writeHead(a.statusCode, a.headers);
        r.end(Buffer.concat(parts));
      });
    });
    on.on('error', () => q.socket.destroy());
    q.on('data', (d) => asked.push(d));
    q.pipe(on);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  wire.base = `http://127.0.0.1:${server.address().port}`;
  wire.stop = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return wire;
}
