/** The style of a run's page: readable in light and dark, narrow and wide, and on paper. */
export const pageStyle = `
:root{font:15px/1.45 system-ui,sans-serif;color:#1a1a1a;background:#fff;--line:#d8dadf;--soft:#5b616b;--pass:#0b6b3a;--fail:#a3210f}
@media(prefers-color-scheme:dark){:root{color:#e8e9ec;background:#17181b;--line:#34373d;--soft:#a3a8b2;--pass:#6bd39a;--fail:#ff9c8a}}
body{margin:0 auto;max-width:90rem;padding:1.5rem}h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin-top:2rem}header p{color:var(--soft);margin:.25rem 0 0;overflow-wrap:anywhere}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}thead th{color:var(--soft);font-weight:600}tbody th{font-weight:500}
#table td:nth-child(2),#table td:nth-child(6){min-width:16rem;max-width:36rem;white-space:pre-wrap;overflow-wrap:anywhere}
.pass{color:var(--pass)}.fail,.error{color:var(--fail)}.why{color:var(--soft);font-size:.9em}form{display:flex;flex-wrap:wrap;gap:1rem;align-items:center;margin-bottom:.75rem}
input,select,button{font:inherit;padding:.25rem .5rem}@media print{form,#more{display:none}}
`

/** What filters and shows the probes. Everything is put in as text. */
export const pageScript = `
'use strict';
const rows = JSON.parse(document.getElementById('probes').textContent);
const form = document.getElementById('filter');
const body = document.querySelector('#table tbody');
const more = document.getElementById('more');
const page = 200;
let shown = page;
for (const model of new Set(rows.map((row) => row[2]))) form.elements.model.append(new Option(model, model));
const cell = (text, name) => { const td = document.createElement('td'); td.textContent = text; if (name) td.className = name; return td; };
const wanted = () => {
  const text = form.elements.text.value.toLowerCase();
  const verdict = form.elements.verdict.value;
  const model = form.elements.model.value;
  return rows.filter((row) => (!verdict || row[4] === verdict) && (!model || row[2] === model)
    && (!text || row[1].toLowerCase().includes(text) || row[5].toLowerCase().includes(text)));
};
const draw = () => {
  const found = wanted();
  document.getElementById('count').textContent = found.length + ' of ' + rows.length + ' probes';
  body.replaceChildren(...found.slice(0, shown).map((row) => {
    const line = document.createElement('tr');
    const verdict = cell(row[4], row[4]);
    for (const [label, said, reason] of row[8]) {
      if (said === 'pass') continue;
      const why = document.createElement('div');
      why.className = 'why';
      why.textContent = label + (reason ? ': ' + reason : '');
      verdict.append(why);
    }
    line.append(cell(row[0], 'n'), cell(row[1]), cell(row[2]), cell(row[3], 'n'), verdict, cell(row[5]), cell(row[6], 'n'), cell(row[7], 'n'));
    return line;
  }));
  more.hidden = found.length <= shown;
};
form.addEventListener('input', () => { shown = page; draw(); });
form.addEventListener('submit', (event) => event.preventDefault());
more.addEventListener('click', () => { shown += page; draw(); });
draw();
`
