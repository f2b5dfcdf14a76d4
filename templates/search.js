// Searches in the titles that stand in the page. It fetches nothing and keeps nothing.
(() => {
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const form = document.getElementById('search');
  if (!form) return;
  const [field, found, results] = ['words', 'found', 'results'].map((id) => document.getElementById(id));
  const shown = 20;
  const rows = [...document.querySelectorAll('#titles li')].map((row) => {
    const report = row.parentElement.previousElementSibling;
    const text = plain(row.textContent + ' ' + report.textContent);
    return { row, report, text, also: plain(row.dataset.also || '') };
  });
  const matches = (words, text) => words.every((word) => text.includes(word));
  const search = () => {
    const words = plain(field.value).split(/\s+/).filter((word) => word.length > 0);
    results.replaceChildren();
    results.hidden = true;
    found.textContent = '';
    if (2 > words.join('').length) return;
    const near = rows.filter((it) => matches(words, it.text));
    const far = rows.filter((it) => matches(words, it.text + ' ' + it.also)).filter((it) => !near.includes(it));
    const all = [...near, ...far];
    const said = all.length === 0 ? found.dataset.none : all.length > shown ? found.dataset.first : found.dataset.n;
    found.textContent = said.replace('{n}', all.length).replace('{shown}', shown);
    for (const it of all.slice(0, shown)) {
      const item = document.createElement('li');
      const report = document.createElement('span');
      item.lang = it.row.parentElement.lang || document.documentElement.lang;
      report.textContent = it.report.textContent;
      item.append(it.row.querySelector('a').cloneNode(true), ' ', report);
      results.append(item);
    }
    results.hidden = all.length === 0;
  };
  form.addEventListener('submit', (event) => { event.preventDefault(); search(); });
  field.addEventListener('input', search);
  form.hidden = false;
  search();
})();
