import { nextTide } from './tide.js';

document.querySelector('#app').textContent = nextTide(new Date());
