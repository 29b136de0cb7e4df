console.log('mail');
