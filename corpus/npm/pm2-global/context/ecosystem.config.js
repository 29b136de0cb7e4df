module.exports = {
  apps: [{ name: 'web', script: './web.js', instances: 1, env: { SHIFT: 'night' } }],
};
