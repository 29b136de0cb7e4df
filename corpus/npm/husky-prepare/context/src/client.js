import { bars } from './bars.js';

fetch('/api/wind')
  .then((response) => response.json())
  .then(({ knots }) => {
    document.querySelector('#wind').textContent = bars(knots);
  });
