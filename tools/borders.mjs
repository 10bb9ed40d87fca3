// borders - borders of places as short paths, out of OCHA's GeoJSON.
//
//     node tools/borders.mjs CODE GRID TOLERANCE <in.geojson >out.csv
//
// CODE names the property that holds the P-code. Coordinates become whole
// numbers: GRID to a degree of latitude, eastings narrowed by 0.866 (the cosine
// of 30 degrees), south downwards, as a picture has them. A line between two
// points where three places meet is made simpler by itself (Douglas-Peucker,
// TOLERANCE in degrees), so that neighbours still share it afterwards.
import { readFileSync } from 'node:fs';

const [code, gridText, toleranceText] = process.argv.slice(2);
const grid = Number(gridText), tolerance = Number(toleranceText);
const narrow = 0.866;
const all = JSON.parse(readFileSync(0, 'utf8')).features;
const key = (p) => p[0] + ',' + p[1];

const polygons = (g) =>
  g.type === 'MultiPolygon' ? g.coordinates : [g.coordinates];
const ringsOf = (f) => polygons(f.geometry).flat()
  .map((r) => r.slice(0, -1));     // the last point is the first again

// Points where lines meet: their neighbours are not two but more.
const beside = new Map();
for (const f of all)
  for (const ring of ringsOf(f))
    ring.forEach((p, i) => {
      const set = beside.get(key(p)) ?? new Set();
      set.add(key(ring[(i + 1) % ring.length]));
      set.add(key(ring[(i + ring.length - 1) % ring.length]));
      beside.set(key(p), set);
    });
const meets = (p) => beside.get(key(p)).size > 2;

function away(p, a, b) {
  const dx = (b[0] - a[0]) * narrow, dy = b[1] - a[1];
  const px = (p[0] - a[0]) * narrow, py = p[1] - a[1];
  const long = dx * dx + dy * dy;
  const t = long ? Math.max(0, Math.min(1, (px * dx + py * dy) / long)) : 0;
  return Math.hypot(px - t * dx, py - t * dy);
}
function simpler(line) {
  let far = 0, at = 0;
  for (let i = 1; i < line.length - 1; i++) {
    const d = away(line[i], line[0], line[line.length - 1]);
    if (d > far) { far = d; at = i; }
  }
  if (far <= tolerance) return [line[0], line[line.length - 1]];
  return [...simpler(line.slice(0, at + 1)).slice(0, -1),
    ...simpler(line.slice(at))];
}
// The same line gives the same points from either end.
function lineOf(points) {
  const turned = key(points[0]) > key(points[points.length - 1]);
  const out = simpler(turned ? [...points].reverse() : points);
  return turned ? out.reverse() : out;
}

function ringSimpler(ring) {
  let from = ring.findIndex(meets);
  if (from < 0)                    // an island: two far points hold it
    from = ring.reduce((best, p, i) => key(p) < key(ring[best]) ? i : best, 0);
  const turned = [...ring.slice(from), ...ring.slice(0, from), ring[from]];
  const ends = turned.map((p, i) => i).filter((i) => i === 0 ||
    i === turned.length - 1 || meets(turned[i]));
  if (ends.length === 2) ends.splice(1, 0, Math.floor(turned.length / 2));
  return ends.slice(1).flatMap((end, i) =>
    lineOf(turned.slice(ends[i], end + 1)).slice(0, -1));
}

const whole = (p) => [Math.round(p[0] * narrow * grid),
  Math.round(-p[1] * grid)];
const number = (n, first) => (n < 0 || first ? '' : ' ') + n;

function pathOf(f) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  let path = '';
  for (const ring of ringsOf(f)) {
    const points = ringSimpler(ring).map(whole)
      .filter((p, i, l) => i === 0 || key(p) !== key(l[i - 1]));
    if (points.length < 3) continue;
    let last = points[0];
    path += 'M' + last[0] + number(last[1]) + 'l';
    points.slice(1).forEach((p, i) => {
      path += number(p[0] - last[0], i === 0) + number(p[1] - last[1]);
      last = p;
    });
    path += 'z';
    for (const [x, y] of points) {
      box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
    }
  }
  return [...box, path].join(',');
}

process.stdout.write('key,west,north,east,south,path\n' + all
  .map((f) => f.properties[code].toLowerCase() + ',' + pathOf(f))
  .sort().join('\n') + '\n');
