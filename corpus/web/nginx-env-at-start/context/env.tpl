window.env = { api: "${REACT_APP_API_URL}" };
