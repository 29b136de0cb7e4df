const app = document.querySelector('#app');
app.textContent = `${import.meta.env.VITE_SHOP_NAME}, prices in ${import.meta.env.VITE_CURRENCY}`;
fetch('/api/goods')
  .then((response) => response.json())
  .then((goods) => app.append(` ${goods.join(', ')}`));
