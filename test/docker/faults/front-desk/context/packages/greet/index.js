module.exports = (greeting) => `${greeting}, visitor`;
