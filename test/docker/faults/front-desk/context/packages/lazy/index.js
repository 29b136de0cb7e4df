module.exports = () => 'later';
