console.log(`${process.env.npm_package_name} ${process.env.npm_package_version}`);
