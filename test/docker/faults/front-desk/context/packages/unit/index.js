module.exports = 'kilogram';
