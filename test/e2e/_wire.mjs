// _wire - the line between a phone and a site, which can be made to break.
import http from 'node:http';

// { base, tag, onSend, stop }. `tag` is told as the ETag of the kernel, as if
// it were another. `onSend` is called when the site has answered a /app/send,
// with what was sent; true: the line breaks before the answer is through.
export async function wireStart(to) {
  const wire = { tag: '', onSend: null };
  const server = http.createServer((q, r) => {
    const asked = [];
    const on = http.request(to + q.url, { method: q.method,
      headers: q.headers }, (a) => {
      const parts = [];
      if (q.url === '/app/saath.wasm' && wire.tag) a.headers.etag = wire.tag;
      a.on('data', (d) => parts.push(d));
      a.on('end', async () => {
        if (q.url === '/app/send' &&
          await wire.onSend?.(Buffer.concat(asked).toString())) {
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
